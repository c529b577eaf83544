"""Drop-off: who stopped at each step of a funnel, and what is known of them."""
