import assert from 'node:assert/strict';
import { parseFailure } from '../../../../../src/core/capture/captureFailure';
import { explainCommand } from '../../../../../src/core/suspects/explain/explainCommand';
import { openSyntax } from '../../../../../src/core/syntax/openSyntax';
import { packagedGrammars } from '../../../../../realBugs/packagedGrammars';
import { memoryReader } from '../../../../support/memoryReader';

const syntax = openSyntax(packagedGrammars);
const explained = (text: string, files: Record<string, string>) =>
  explainCommand(parseFailure(text), { reader: memoryReader(files), syntax });

const manifest = '{\n  "dependencies": {\n    "left-pad": "^9.0.0",\n    "old-widget": "^2.1.0",\n    "react": "^19.0.0"\n  }\n}';

describe('packages that could not be installed', () => {
  it('names the line that asks for a version that does not exist', async () => {
    const said = await explained('npm error code ETARGET\nnpm error notarget No matching version found for left-pad@^9.0.0.', {
      'package.json': manifest,
    });
    assert.equal(said?.title, 'npm found no version for `left-pad@^9.0.0`');
    assert.deepEqual(said.evidence, [{ file: 'package.json', line: 3, why: 'asks for `left-pad`' }]);
    assert.equal(said.check, '`npm view left-pad versions` lists what there is.');
  });

  it('does not claim that the project asks for a package which none of its lists names', async () => {
    const said = await explained("npm error code E404\nnpm error 404  'left-padd@*' is not in this registry.", {
      'package.json': manifest,
    });
    assert.equal(said?.title, 'npm found no package `left-padd`');
    assert.deepEqual(said.evidence, []);
    assert.match(said.sentences.join(' '), /No list of packages in this workspace names `left-padd`/);
  });

  it('names both sides of a conflict', async () => {
    const said = await explained('npm error code ERESOLVE\nnpm error peer react@"^17.0.0" from old-widget@2.1.0', {
      'package.json': manifest,
    });
    assert.equal(said?.title, '`old-widget@2.1.0` does not fit the version of `react`');
    assert.deepEqual(
      said.evidence.map(({ file, line }) => `${file}:${line}`),
      ['package.json:4', 'package.json:5'],
    );
  });

  it("reads pip's requirements and Maven's pom.xml", async () => {
    const pip = await explained('ERROR: No matching distribution found for requests==99.0', {
      'requirements.txt': 'flask\nrequests==99.0\n',
    });
    assert.deepEqual(pip?.evidence, [{ file: 'requirements.txt', line: 2, why: 'asks for `requests`' }]);
    const maven = await explained(
      '[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project com.acme:shop:jar:1.0: Could not find artifact com.acme:rates:jar:9.9 in central',
      { 'pom.xml': '<project>\n  <dependency>\n    <artifactId>rates</artifactId>\n  </dependency>\n</project>\n' },
    );
    assert.equal(maven?.title, 'mvn found no version for `com.acme:rates:jar:9.9`');
    assert.deepEqual(maven.evidence, [{ file: 'pom.xml', line: 3, why: 'asks for `rates`' }]);
  });

  it('says which step of Maven failed, and where its plugin is configured', async () => {
    const said = await explained(
      '[ERROR] Failed to execute goal org.apache.maven.plugins:maven-enforcer-plugin:3.4.1:enforce (java) on project shop: Some Enforcer rules have failed. -> [Help 1]',
      { 'pom.xml': '<project>\n  <plugin>\n    <artifactId>maven-enforcer-plugin</artifactId>\n  </plugin>\n</project>\n' },
    );
    assert.equal(said?.title, "Maven's `maven-enforcer-plugin:enforce` failed");
    assert.deepEqual(said.evidence, [{ file: 'pom.xml', line: 3, why: 'configures `maven-enforcer-plugin`' }]);
  });

  it('names the registry that could not be reached, and what a shell did not find', async () => {
    const network = await explained(
      'npm error network request to https://registry.npmjs.org/left-pad failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org',
      {},
    );
    assert.equal(network?.title, 'npm could not reach `registry.npmjs.org`');
    const shell = await explained('bash: -c: line 2: syntax error: unexpected end of file', {});
    assert.equal(shell?.title, 'The shell reached the end of the command before it was complete');
  });
});
