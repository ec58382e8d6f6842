<?php
function total() {
    return 3
} //~ Parse error | syntax error, unexpected token "}", expecting ";"
