<?php
namespace Shop;
class Declined extends \RuntimeException {}
function pay(int $order) {
    throw new Declined("order $order: card [4242] was declined"); //~ Shop\Declined | order 7: card [4242] was declined
}
pay(7);
