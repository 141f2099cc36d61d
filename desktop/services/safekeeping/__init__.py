"""Nothing is lost: safe writing of files."""
