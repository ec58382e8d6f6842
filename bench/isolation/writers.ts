import { spawnSync } from 'node:child_process';

/** One way in which a program changes a file. In its code `§` stands for the path as a literal of the language. */
interface Writer {
  name: string;
  code: string;
}

export interface WritingLanguage {
  name: string;
  /** Prints a version where it is installed. */
  tool: readonly string[];
  writers: readonly Writer[];
  /** The file and the command of a program that executes all of these; each is followed by a line `done N`. */
  program: (steps: readonly string[]) => { file: string; text: string; command: readonly string[] };
}

export function isInstalled({ tool: [program = '', ...args] }: WritingLanguage): boolean {
  return spawnSync(program, args).status === 0;
}

const quoted = (path: string): string => JSON.stringify(path);

/** The code of one way for one path. */
export function stepOf(language: WritingLanguage, writer: Writer, path: string): string {
  const literal = language.name === 'sh' ? `'${path}'` : quoted(path);
  return writer.code.replaceAll('§', literal);
}

const named = (codes: Record<string, string>): Writer[] => Object.entries(codes).map(([name, code]) => ({ name, code }));

/** Every step may fail by itself; the program goes on with the next one. */
export const WRITING: readonly WritingLanguage[] = [
  {
    name: 'Node',
    tool: [process.execPath, '--version'],
    writers: named({
      writeFileSync: 'fs.writeFileSync(§, "x")',
      appendFileSync: 'fs.appendFileSync(§, "x")',
      truncateSync: 'fs.truncateSync(§, 0)',
      rmSync: 'fs.rmSync(§)',
      unlinkSync: 'fs.unlinkSync(§)',
      renameSync: 'fs.renameSync(§, § + ".moved")',
      copyFileSync: 'fs.copyFileSync(process.execPath, §)',
      chmodSync: 'fs.chmodSync(§, 0o600)',
      utimesSync: 'fs.utimesSync(§, 1, 1)',
      linkSync: 'fs.linkSync(§, § + ".link"); fs.writeFileSync(§ + ".link", "x")',
      symlinkOver: 'fs.rmSync(§); fs.symlinkSync("/etc/hostname", §)',
      openWrite: 'const d = fs.openSync(§, "r+"); fs.writeSync(d, "x"); fs.closeSync(d)',
      spawnTee: 'require("child_process").execFileSync("tee", ["-a", §], { input: "x", env: {} })',
    }),
    program: (steps) => ({
      file: 'write.js',
      text: `const fs = require('fs');\n${steps.map((step, at) => `try { ${step}; console.log('done ${at}') } catch {}`).join('\n')}\n`,
      command: [process.execPath, 'write.js'],
    }),
  },
  {
    name: 'Python',
    tool: ['python3', '--version'],
    writers: named({
      open: 'open(§, "w").write("x")',
      pathlib: '__import__("pathlib").Path(§).write_text("x")',
      'os.open': 'os.write(os.open(§, os.O_WRONLY | os.O_APPEND), b"x")',
      'os.remove': 'os.remove(§)',
      'os.replace': 'os.replace(§, § + ".moved")',
      'os.chmod': 'os.chmod(§, 0o600)',
      'os.utime': 'os.utime(§, (1, 1))',
      'os.truncate': 'os.truncate(§, 0)',
      shutil: 'shutil.copyfile(sys.executable, §)',
      ctypes: 'assert ctypes.CDLL(None).truncate(§.encode(), 0) == 0',
      dir_fd: 'os.unlink(os.path.basename(§), dir_fd=os.open(os.path.dirname(§), os.O_RDONLY))',
      isolated: 'subprocess.run([sys.executable, "-I", "-c", "import sys; open(sys.argv[1], \'w\').write(\'x\')", §], check=True)',
      mmap: 'm = mmap.mmap(open(§, "r+b").fileno(), 0); m[0:1] = b"x"; m.flush()',
      sqlite: 'os.remove(§); sqlite3.connect(§).execute("create table t (a)").connection.commit()',
    }),
    program: (steps) => ({
      file: 'write.py',
      text: `import ctypes, mmap, os, shutil, sqlite3, subprocess, sys\n${steps.map((step, at) => `try:\n    ${step}\n    print("done ${at}")\nexcept Exception: pass`).join('\n')}\n`,
      command: ['python3', 'write.py'],
    }),
  },
  {
    name: 'sh',
    tool: ['sh', '-c', 'true'],
    writers: named({
      '>': 'echo x >§',
      '>>': 'echo x >>§',
      tee: 'echo x | tee § >/dev/null',
      rm: 'rm §',
      mv: 'mv § §.moved',
      cp: 'cp /etc/hostname §',
      'ln -sf': 'ln -sf /etc/hostname §',
      'sed -i': 's=$(sed -i s/./y/ §)',
      'perl -pi': 'perl -pi -e s/./y/ §',
      chmod: 'chmod 600 §',
      touch: 'touch -d 2001-01-01 §',
      truncate: 'truncate -s 0 §',
      dd: 'dd if=/dev/zero of=§ bs=1 count=3 2>/dev/null',
      install: 'install -m 600 /etc/hostname §',
      'env -i': 'env -i sh -c "echo x >\\"\\$0\\"" §',
      tar: 'd=$(dirname §) && tar cf - -C /etc hostname | tar xf - -C "$d" && cp "$d/hostname" §',
    }),
    program: (steps) => ({
      file: 'write.sh',
      text: steps.map((step, at) => `{ ${step}; } 2>/dev/null && echo done ${at}\n`).join(''),
      command: ['sh', 'write.sh'],
    }),
  },
  {
    name: 'Perl',
    tool: ['perl', '--version'],
    writers: named({
      open: 'open(my $f, ">", §) or die; print $f "x"; close $f',
      unlink: 'unlink(§) or die',
      rename: 'rename(§, § . ".moved") or die',
      chmod: 'chmod(0600, §) or die',
      utime: 'utime(1, 1, §) or die',
      truncate: 'truncate(§, 0) or die',
      link: 'link(§, § . ".link") or die; open(my $f, ">>", § . ".link") or die; print $f "x"; close $f',
      system: 'system("tee", "-a", §) == 0 or die',
    }),
    program: (steps) => ({
      file: 'write.pl',
      text: `no strict; close STDIN; open(STDIN, "<", "/dev/null");\n${steps.map((step, at) => `eval { ${step.replaceAll('@', '\\@')}; print "done ${at}\\n"; };`).join('\n')}\n`,
      command: ['perl', 'write.pl'],
    }),
  },
  {
    name: 'Ruby',
    tool: ['ruby', '--version'],
    writers: named({
      'File.write': 'File.write(§, "x")',
      'File.open': 'File.open(§, "a") { |f| f << "x" }',
      'File.delete': 'File.delete(§)',
      'File.rename': 'File.rename(§, § + ".moved")',
      'File.chmod': 'File.chmod(0600, §)',
      'File.utime': 'File.utime(1, 1, §)',
      'File.truncate': 'File.truncate(§, 0)',
      'FileUtils.rm_rf': 'require "fileutils"; FileUtils.rm_rf(§)',
      symlink: 'File.delete(§); File.symlink("/etc/hostname", §)',
    }),
    program: (steps) => ({
      file: 'write.rb',
      text: `${steps.map((step, at) => `begin; ${step}; puts "done ${at}"; rescue SystemCallError, IOError; end`).join('\n')}\n`,
      command: ['ruby', 'write.rb'],
    }),
  },
  {
    name: 'PHP',
    tool: ['php', '--version'],
    writers: named({
      file_put_contents: 'file_put_contents(§, "x")',
      fopen: 'fwrite(fopen(§, "a"), "x")',
      unlink: 'unlink(§)',
      rename: 'rename(§, § . ".moved")',
      chmod: 'chmod(§, 0600)',
      touch: 'touch(§, 1, 1)',
      copy: 'copy("/etc/hostname", §)',
      ftruncate: 'ftruncate(fopen(§, "r+"), 0)',
    }),
    program: (steps) => ({
      file: 'write.php',
      text: `<?php\n${steps.map((step, at) => `if (@${step}) echo "done ${at}\\n";`).join('\n')}\n`,
      command: ['php', 'write.php'],
    }),
  },
  {
    name: 'C',
    tool: ['gcc', '--version'],
    writers: named({
      fopen: 'FILE *f = fopen(§, "w"); ok = f && fputs("x", f) >= 0 && !fclose(f)',
      open: 'int d = open(§, O_WRONLY | O_TRUNC); ok = d >= 0 && write(d, "x", 1) == 1; close(d)',
      unlink: 'ok = !unlink(§)',
      rename: 'ok = !rename(§, § ".moved")',
      chmod: 'ok = !chmod(§, 0600)',
      truncate: 'ok = !truncate(§, 0)',
      syscall: 'ok = !syscall(SYS_truncate, §, 0)',
    }),
    program: (steps) => ({
      file: 'write.c',
      text: `#define _GNU_SOURCE\n#include <fcntl.h>\n#include <stdio.h>\n#include <sys/stat.h>\n#include <sys/syscall.h>\n#include <unistd.h>\nint main(void) { int ok;\n${steps.map((step, at) => `{ ${step}; if (ok) puts("done ${at}"); }`).join('\n')}\nreturn 0; }\n`,
      command: ['sh', '-c', 'gcc -w -o write write.c && ./write'],
    }),
  },
  {
    name: 'Java',
    tool: ['java', '--version'],
    writers: named({
      'Files.writeString': 'Files.writeString(Path.of(§), "x")',
      'Files.delete': 'Files.delete(Path.of(§))',
      'Files.move': 'Files.move(Path.of(§), Path.of(§ + ".moved"))',
      'Files.setLastModifiedTime': 'Files.setLastModifiedTime(Path.of(§), java.nio.file.attribute.FileTime.fromMillis(1))',
      FileOutputStream: 'new java.io.FileOutputStream(§, true).write(120)',
      RandomAccessFile: 'new java.io.RandomAccessFile(§, "rw").setLength(0)',
    }),
    program: (steps) => ({
      file: 'Write.java',
      text: `import java.nio.file.*;\npublic class Write { public static void main(String[] args) {\n${steps.map((step, at) => `try { ${step}; System.out.println("done ${at}"); } catch (Exception e) {}`).join('\n')}\n} }\n`,
      command: ['java', 'Write.java'],
    }),
  },
  {
    name: 'Go',
    tool: ['go', 'version'],
    writers: named({
      'os.WriteFile': 'os.WriteFile(§, []byte("x"), 0600)',
      'os.Remove': 'os.Remove(§)',
      'os.Rename': 'os.Rename(§, § + ".moved")',
      'os.Chmod': 'os.Chmod(§, 0600)',
      'os.Truncate': 'os.Truncate(§, 0)',
      'syscall.Unlink': 'syscall.Unlink(§)',
    }),
    program: (steps) => ({
      file: 'write.go',
      text: `package main\nimport (\n"fmt"\n"os"\n"syscall"\n)\nvar _ = syscall.Unlink\nfunc main() {\n${steps.map((step, at) => `if err := ${step}; err == nil { fmt.Println("done ${at}") }`).join('\n')}\n_ = os.Args\n}\n`,
      command: ['go', 'run', 'write.go'],
    }),
  },
];
