import assert from 'node:assert/strict';
import { parseFailure } from '../../../../src/core/capture/captureFailure';
import { commandFailureOf, type CommandFailureKind } from '../../../../src/core/capture/commandFailure';
import { outputVariants } from '../../../support/outputVariants';
import { readsAlike } from '../../../support/readsAlike';

const said: [string, CommandFailureKind, string][] = [
  [
    'npm ERR! code ETARGET\nnpm ERR! notarget No matching version found for left-pad@^9.0.0.\nnpm ERR! notarget In most cases you or one of your dependencies are requesting\nnpm ERR! notarget a package version that does not exist.\n\nnpm ERR! A complete log of this run can be found in: /home/dev/.npm/_logs/x.log\n',
    'version',
    'left-pad@^9.0.0',
  ],
  [
    "npm error code E404\nnpm error 404 Not Found - GET https://registry.npmjs.org/left-padd - Not found\nnpm error 404\nnpm error 404  'left-padd@*' is not in this registry.\nnpm error 404\nnpm error 404 Note that you can also install from a\n",
    'package',
    'left-padd@*',
  ],
  [
    'npm error code ERESOLVE\nnpm error ERESOLVE unable to resolve dependency tree\nnpm error\nnpm error Found: react@19.0.0\nnpm error   react@"^19.0.0" from the root project\nnpm error\nnpm error Could not resolve dependency:\nnpm error peer react@"^17.0.0" from old-widget@2.1.0\nnpm error node_modules/old-widget\n',
    'conflict',
    'react@"^17.0.0" from old-widget@2.1.0',
  ],
  [
    'npm error code ENOTFOUND\nnpm error network request to https://registry.npmjs.org/left-pad failed, reason: getaddrinfo ENOTFOUND registry.npmjs.org\n',
    'network',
    'https://registry.npmjs.org/left-pad',
  ],
  [
    'ERROR: Could not find a version that satisfies the requirement requests==99.0 (from versions: 2.31.0, 2.32.0)\nERROR: No matching distribution found for requests==99.0\n',
    'version',
    'requests==99.0',
  ],
  [
    'ERROR: Cannot install requests==2.32.0 and urllib3==1.25 because these package versions have conflicting dependencies.\n\nThe conflict is caused by:\n    The user requested urllib3==1.25\n    requests 2.32.0 depends on urllib3<3 and >=1.26\n\nERROR: ResolutionImpossible: for help visit https://pip.pypa.io/\n',
    'conflict',
    'requests==2.32.0 and urllib3==1.25',
  ],
  [
    '[INFO] BUILD FAILURE\n[ERROR] Failed to execute goal on project shop: Could not resolve dependencies for project com.acme:shop:jar:1.0: Could not find artifact com.acme:rates:jar:9.9 in central (https://repo.maven.apache.org/maven2) -> [Help 1]\n[ERROR] Re-run Maven using the -X switch to enable full debug logging.\n',
    'version',
    'com.acme:rates:jar:9.9',
  ],
  [
    '[INFO] BUILD FAILURE\n[ERROR] Failed to execute goal org.apache.maven.plugins:maven-enforcer-plugin:3.4.1:enforce (java) on project shop: Some Enforcer rules have failed. -> [Help 1]\n[ERROR] Re-run Maven using the -X switch to enable full debug logging.\n',
    'goal',
    'org.apache.maven.plugins:maven-enforcer-plugin:3.4.1:enforce',
  ],
  ['error: no matching package named `left_pad` found\nlocation searched: crates.io index\n', 'package', 'left_pad'],
  ['> Could not find com.acme:rates:9.9.\n  Searched in the following locations:\n', 'version', 'com.acme:rates:9.9'],
  ['error Couldn\'t find any versions for "left-pad" that matches "^9.0.0"\n', 'version', 'left-pad'],
  [' ERR_PNPM_FETCH_404  GET https://registry.npmjs.org/left-padd: Not Found - 404\n', 'package', 'left-padd'],
  ['bash: -c: line 2: syntax error: unexpected end of file\n', 'unclosed', ''],
];

/** Of fewer lines nobody can tell what they share by chance. */
const fewestLines = 9;

describe('tools that could not do their work', () => {
  for (const [text, kind, name] of said)
    it(`have a failure of the kind ${kind}: ${name || text.trim()}`, () => {
      for (const { name: variant, of, inferred } of outputVariants) {
        if (/HTML/.test(variant) || inferred || (/clock only/.test(variant) && text.split('\n').length < fewestLines)) continue;
        const failure = commandFailureOf(parseFailure(of(text)));
        assert.deepEqual([failure?.kind, failure?.name], [kind, name], variant);
      }
    });

  readsAlike(
    'npm names the place in a package.json that is no JSON',
    "npm error code EJSONPARSE\nnpm error path /home/dev/app/package.json\nnpm error JSON.parse Expected ',' or '}' after property value in JSON at position 47 (line 4 column 3) while parsing near \"{...\nnpm error JSON.parse Failed to parse JSON data.\nnpm error JSON.parse Note: package.json must be actual JSON, not just JavaScript.\nnpm error A complete log of this run can be found in: /home/dev/.npm/_logs/x-debug-0.log\n",
    [
      {
        type: 'EJSONPARSE',
        message: "Expected ',' or '}' after property value in JSON at position 47 (line 4 column 3)",
        frames: ['/home/dev/app/package.json:4:3'],
      },
    ],
    ['unknown prefix', 'names without a sign', 'commented out'],
  );

  readsAlike(
    "Go's log.Fatal",
    '2026/02/03 10:11:12 starting\n2026/02/03 10:11:12 main.go:14: cannot read settings: open settings.toml: no such file or directory\nexit status 1\n',
    [{ message: 'cannot read settings: open settings.toml: no such file or directory', frames: ['main.go:14'] }],
  );

  readsAlike(
    'a program of Mono ends once',
    '\nUnhandled Exception:\nSystem.NullReferenceException: no cart\n  at Shop.Cart.Total () [0x00001] in /home/dev/app/Cart.cs:9 \n  at Shop.Program.Main () [0x00007] in /home/dev/app/Program.cs:5 \n[ERROR] FATAL UNHANDLED EXCEPTION: System.NullReferenceException: no cart\n  at Shop.Cart.Total () [0x00001] in /home/dev/app/Cart.cs:9 \n  at Shop.Program.Main () [0x00007] in /home/dev/app/Program.cs:5 \n',
    [{ type: 'System.NullReferenceException', message: 'no cart', frames: 2 }],
  );

  readsAlike(
    'a quote that a script does not close is one error, where it begins',
    'deploy.sh: line 9: unexpected EOF while looking for matching `"\'\ndeploy.sh: line 12: syntax error: unexpected end of file\n',
    [{ message: 'unexpected EOF while looking for matching `"\'', frames: ['deploy.sh:9'] }],
  );
});
