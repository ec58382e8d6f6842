require('reflect-metadata');
const { DataSource } = require('typeorm');

async function connect() {
  await new DataSource({ type: 'oracle', database: 'shop' }).initialize(); //~ DriverPackageNotInstalledError | Oracle package has not been found installed. Please run "npm install oracledb".
}
connect();
