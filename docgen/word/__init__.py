"""A Word file as read: how its paragraphs and cells look once styles and direct formatting are added up."""
