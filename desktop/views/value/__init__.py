"""The Customer value page: RFM, health, money, movement as pictures that open customers."""
