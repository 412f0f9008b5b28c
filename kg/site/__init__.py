"""The site: pages of the published graph as a folder of files, and the server that negotiates over it."""
