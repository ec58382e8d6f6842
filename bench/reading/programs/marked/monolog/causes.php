<?php
require '/usr/share/php/Monolog/autoload.php';

use Monolog\Formatter\LineFormatter;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

$handler = new StreamHandler('php://stdout');
$formatter = new LineFormatter(null, 'Y-m-d H:i:s', true, true);
$formatter->includeStacktraces();
$handler->setFormatter($formatter);
$log = new Logger('production');
$log->pushHandler($handler);

function connect(): void
{
    throw new InvalidArgumentException('no address'); //~ InvalidArgumentException | no address
}

try {
    try {
        connect();
    } catch (InvalidArgumentException $error) {
        throw new LogicException('not connected', 0, $error); //~ LogicException | not connected
    }
} catch (LogicException $error) {
    $log->critical('The shop does not start', ['exception' => $error, 'shop' => 7]);
}
