"""Values as people write them: days, hours, levels, ranges, zones."""
