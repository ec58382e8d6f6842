<?php
require '/usr/share/php/Monolog/autoload.php';

use Monolog\Formatter\LineFormatter;
use Monolog\Handler\StreamHandler;
use Monolog\Logger;

function prices(): array
{
    throw new RuntimeException('no prices today', 7); //~ RuntimeException | no prices today
}

$handler = new StreamHandler('php://stdout');
$handler->setFormatter(tap(new LineFormatter(null, 'Y-m-d H:i:s', true, true)));
$log = new Logger('local');
$log->pushHandler($handler);

function tap(LineFormatter $formatter): LineFormatter
{
    $formatter->includeStacktraces();
    return $formatter;
}

try {
    prices();
} catch (RuntimeException $error) {
    $log->error($error->getMessage(), ['exception' => $error]);
}
