"""The papers of the office: figures with their formulas, and the forms the city asks for."""
