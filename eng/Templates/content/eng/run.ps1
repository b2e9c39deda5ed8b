<#
.SYNOPSIS
Runs the behaviours on every database, and says where they disagree.
.DESCRIPTION
Gatekeeper: is the SDK here, and the matrix command of the version that eng/Matrix.Packages.props names? Then that takes over.
The options of 'run' are parameters. eng/run.ps1 --help lists the commands, and eng/run.ps1 plan --help the options of one.
.EXAMPLE
eng/run.ps1 -Backend sqlite,postgres -Filter Customers
#>
[CmdletBinding(PositionalBinding = $false)]
param(
    # What to run, comma-separated: an engine (postgres), a target (postgres@17), all (each engine's default), every (each version). The default is sqlite.
    [ArgumentCompleter({ param($command, $name, $word, $ast) $line = "matrix --$($name.ToLowerInvariant()) $word"; & $ast.GetCommandName() "[suggest:$($line.Length)]" $line })]
    [Alias('b')] [string[]] $Backend,
    # Only these, comma-separated: a subject (TextComparison), a behaviour (TextComparison.Equality_ignores_case), either with * in it, or a trait (Category=slow).
    [Alias('f')] [string[]] $Filter,
    # Only what was red in the results that the last run left.
    [switch] $Failed,
    # Only a part, such as 2/3 for the second of three.
    [string] $Shard,
    # The results.json of an earlier run, to balance the parts by.
    [string] $Durations,
    # Another order of tests; with a number after it, that order again.
    [switch] $Shuffle,
    # Runs each target so many times. A behaviour whose verdict varies is flaky.
    [string] $Repeat,
    # Runs again whenever a file changes, until Ctrl+C.
    [switch] $Watch,
    # Writes what was observed into the ledger. You write the reasons.
    [switch] $Accept,
    # Where results go. The default is artifacts/matrix.
    [string] $Results,
    # Runs what was built last.
    [switch] $NoBuild,
    # The only source of servers to use: given, container or local.
    [ArgumentCompleter({ param($command, $name, $word, $ast) $line = "matrix --$($name.ToLowerInvariant()) $word"; & $ast.GetCommandName() "[suggest:$($line.Length)]" $line })]
    [string] $Source,
    # Leaves servers up for the next run.
    [switch] $Keep,
    # Keeps the database of each test that fails, and prints how to connect.
    [switch] $KeepFailed,
    # How long a target may take, such as 30m.
    [string] $Timeout,
    # How long a test may take that sets no timeout of its own, such as 90s.
    [string] $TestTimeout,
    # Prints more, comma-separated: grid, differences, timings.
    [string[]] $Show,
    # Prints only the last lines.
    [Alias('q')] [switch] $Quiet,
    # Colors the output: auto, always or never.
    [ArgumentCompleter({ param($command, $name, $word, $ast) $line = "matrix --$($name.ToLowerInvariant()) $word"; & $ast.GetCommandName() "[suggest:$($line.Length)]" $line })]
    [string] $Color,
    # Opens report.html in the browser.
    [switch] $Open,
    # A command with its options, such as: plan --shards 2. The command --help lists them.
    [ArgumentCompleter({ param($command, $name, $word, $ast) $line = "$($ast.Extent.Text)$(if (-not $word) { ' ' })"; & $ast.GetCommandName() "[suggest:$($line.Length)]" $line })]
    [Parameter(ValueFromRemainingArguments = $true)] [object[]] $Arguments
)
$ErrorActionPreference = 'Stop'

$root = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '..'))
$version = [regex]::Match([IO.File]::ReadAllText((Join-Path $root 'eng/Matrix.Packages.props')), '<MatrixVersion>(.*)</MatrixVersion>').Groups[1].Value
$tools = Join-Path $root "artifacts/tools/matrix-$version"
$program = Join-Path $tools $(if ([IO.Path]::DirectorySeparatorChar -eq '\') { 'matrix.exe' } else { 'matrix' })

function Stop-Run([string] $message) {
    $Host.UI.WriteErrorLine("eng/run.ps1: $message")
    exit 2
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Run "there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download"
}

if (-not (Test-Path $program)) {
    Push-Location $root
    try {
        $said = & dotnet tool install Matrix.Cli --version $version --tool-path $tools
        if ($LASTEXITCODE -ne 0) {
            foreach ($line in $said) { $Host.UI.WriteErrorLine($line) }
            Stop-Run "the matrix command $version cannot be installed. Matrix needs the .NET 10 SDK (https://dot.net/download) and a package source that has Matrix.Cli."
        }
    }
    finally {
        Pop-Location
    }
}

# PowerShell has read the options of 'run'. What it does not know, a command and its options, comes first and as it was typed.
# A list after an option (-Pair a=b,c=d) gives it to each.
$handedOn = @()
$seeded = $false
foreach ($one in $Arguments) {
    if ($Shuffle -and -not $seeded -and $one -match '^[0-9]+$') { $handedOn += '--shuffle'; $seeded = $true }
    $option = @(if ($one -is [array] -and $handedOn.Count -gt 0 -and $handedOn[-1] -like '-*') { $handedOn[-1] })
    $first = $true
    foreach ($part in $one) {
        if (-not $first) { $handedOn += $option }
        $handedOn += "$part"
        $first = $false
    }
}
foreach ($bound in $PSBoundParameters.GetEnumerator()) {
    $option = '--' + [regex]::Replace($bound.Key, '(?<=.)[A-Z]', '-$0').ToLowerInvariant()
    if ($bound.Key -eq 'Arguments' -or ($bound.Key -eq 'Shuffle' -and $seeded)) { continue }
    if ($bound.Value -isnot [switch]) { foreach ($one in $bound.Value) { $handedOn += $option, "$one" } }
    elseif ($bound.Value) { $handedOn += $option }
}

# What is printed names the command in this shell's spelling.
$before = $env:MATRIX_SHELL
$env:MATRIX_SHELL = 'PowerShell'
try { & $program @handedOn }
finally { $env:MATRIX_SHELL = $before }
exit $LASTEXITCODE
