import CConfinement
import Glibc

// confinement-probe PROGRAM [ARGUMENT...]: runs a program as fob-convert runs a converter.

var arguments = unsafe CommandLine.arguments.dropFirst().map { unsafe strdup($0) } + [nil]
guard let program = CommandLine.arguments.dropFirst().first else { exit(64) }
exit(unsafe fob_become_converter(program, &arguments))
