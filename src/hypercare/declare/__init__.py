"""Floor 2: the launch file. Text in, frozen values out; every mistake with its line, all of them at once."""
