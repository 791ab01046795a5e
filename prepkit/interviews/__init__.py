"""What leads up to an interview and follows from it: the company, the advertisement, the day, the debrief."""
