<?php
function price($item) {
    return $item->price(); //~ Error | Call to a member function price() on null
}
price(null);
