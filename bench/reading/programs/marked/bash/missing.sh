set -e
pricelist --all #~> | missing.sh: line 2: pricelist: command not found
