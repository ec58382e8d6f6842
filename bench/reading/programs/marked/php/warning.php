<?php
$orders = ['tea' => 1];
echo $orders['milk']; //~ Warning | Undefined array key "milk"
