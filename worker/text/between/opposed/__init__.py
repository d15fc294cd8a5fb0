"""What two articles tell the other way round: denied here and stated there, states of one thing that cannot both be."""
