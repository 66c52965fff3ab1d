"""Pages: the structure's, the diagnostician's, the RAMSESS coordination's, the consultant's; downloads."""
