use anyhow::{bail, Result};

fn price(item: &str) -> Result<u32> {
    bail!("no price for {item}") //~> Error | no price for milk
}

fn main() -> Result<()> {
    price("milk")?;
    Ok(())
}
