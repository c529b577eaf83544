"""Floor 5: rituals. What the squad meets for, and when: pure functions of the launch and an instant."""
