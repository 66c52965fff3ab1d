"""The pages of instruction. All of them are closed to every other side."""
