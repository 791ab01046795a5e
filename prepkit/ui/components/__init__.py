"""The few pieces of browser code: each has one Python function and its JavaScript beside it."""
