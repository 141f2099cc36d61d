"""The same services without a window: for nightly work, support, and checks from outside."""
