"""How a metric goes on after the first contact: by days since exposure, whenever each unit was exposed."""
