"""The page: guardrails and segments."""
