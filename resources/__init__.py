"""What comes with the program and is not code: icons, places and names of the sample office."""
