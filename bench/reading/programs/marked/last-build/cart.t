use strict;
use warnings;
use Test::More tests => 2;

is(3, 4, 'the sum'); #~ | the sum
ok(1, 'fine');
