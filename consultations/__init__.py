"""What residents take part in: consultations, municipal projects and ideas."""
