sub share { return $_[0] / $_[1]; } #~ | Illegal division by zero
share(7, 0);
