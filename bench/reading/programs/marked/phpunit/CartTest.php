<?php
use PHPUnit\Framework\TestCase;
final class CartTest extends TestCase {
    public function testAdds(): void {
        $this->assertSame(4, 3); //~ PHPUnit\Framework\ExpectationFailedException | Failed asserting that 3 is identical to 4.
    }
    public function testThrows(): void {
        throw new RuntimeException('order 7: card [4242] was declined'); //~ RuntimeException | order 7: card [4242] was declined
    }
}
