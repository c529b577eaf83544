"""The parts of a launch file, and what each may say."""
