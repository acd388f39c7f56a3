"""The ground floor: what every room of Sawt stands on."""
