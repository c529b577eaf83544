# How a leading indicator goes on since exposure
trend-novelty = It falls the longer people have had the feature: what was seen first was partly novelty.
trend-slow-burn = It rises the longer people have had the feature: a slow burn, of which early days show too little.
trend-steady = It holds: whatever it changes within thirty days stays within a fifth.
trend-unknown = Whether it falls, rises or holds cannot be told yet.
