"""What the evidence says beyond the words of gates: normalised, compared, forecast, by segment. It decides nothing."""
