use strict;
my $a = 1;
print $bb; #~ | Global symbol "$bb" requires explicit package name (did you forget to declare "my $bb"?)
