"""What orders passages: scores fused, words covered, several searches joined."""
