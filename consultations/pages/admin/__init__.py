"""The administration's own views: approval, memberships, and the guard before all."""
