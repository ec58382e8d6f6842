# Waits in a namespace for the order of a run on descriptor 3, and becomes its command with exactly the environment that was asked for.
# An order has, each ended by a NUL: the folder, the file to read as standard input, the number of variables, those, the
# words of the command.
use strict;
open my $orders, '+<&=', 3 or exit 126;
syswrite $orders, "waiting\n";
my @parts = split /\0/, do { local $/; <$orders> } // '', -1;
pop @parts;
exit unless @parts > 3;
my ($folder, $input, $variables) = splice @parts, 0, 3;
open STDIN, '<', $input or exit 126;
%ENV = map { split /=/, $_, 2 } splice @parts, 0, $variables;
{ no warnings 'exec'; chdir $folder and exec { $parts[0] } @parts; }
# As setsid says it, which starts the command where Perl is not there.
print STDERR "setsid: failed to execute $parts[0]: $!\n";
exit($! == 2 ? 127 : 126);
