"""How facts leave the platform; outlets may read every room, no room knows them."""
