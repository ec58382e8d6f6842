<?php
require '/usr/share/php/Symfony/Component/Console/autoload.php';

use Symfony\Component\Console\Application;
use Symfony\Component\Console\Command\Command;
use Symfony\Component\Console\Input\InputInterface;
use Symfony\Component\Console\Output\OutputInterface;

class Import extends Command
{
    protected function configure(): void
    {
        $this->setName('import');
    }

    protected function execute(InputInterface $input, OutputInterface $output): int
    {
        throw new RuntimeException('no prices in prices.csv'); //~ | no prices in prices.csv
    }
}
$application = new Application();
$application->add(new Import());
$application->run();
