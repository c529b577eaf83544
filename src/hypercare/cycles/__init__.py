"""Floor 1: which days count. Day N, phases, business cycles, judgeable dates, peaks. Knows nothing but the model."""
