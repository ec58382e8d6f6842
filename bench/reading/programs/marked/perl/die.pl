use strict;
sub price {
    my $item = shift;
    die "no price for $item: [none]"; #~ | no price for tea: [none]
}
price("tea");
