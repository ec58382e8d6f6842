<?php
declare(strict_types=1);
function total(int $a): int { //~ TypeError | total(): Argument #1 ($a) must be of type int, string given…
    return $a;
}
total("3");
