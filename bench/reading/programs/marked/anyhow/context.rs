use anyhow::{Context, Result};

fn load(name: &str) -> Result<String> {
    std::fs::read_to_string(name).with_context(|| format!("cannot read {name}"))
}

fn main() -> Result<()> {
    load("prices.csv").context("the shop cannot start")?; //~> Error | the shop cannot start
    //~> | cannot read prices.csv
    //~> | No such file or directory (os error 2)
    Ok(())
}
