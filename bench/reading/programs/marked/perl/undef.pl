use strict;
my $order;
$order->total(); #~ | Can't call method "total" on an undefined value
