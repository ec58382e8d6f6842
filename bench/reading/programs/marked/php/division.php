<?php
function share(int $all, int $by): int {
    return intdiv($all, $by); //~ DivisionByZeroError | Division by zero
}
share(7, 0);
