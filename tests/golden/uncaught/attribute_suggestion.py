"""An attribute's name."""
class Config:
    timeout_seconds = 5


Config().timeout_second
