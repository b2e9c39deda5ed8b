<#
.SYNOPSIS
Runs the shared behaviours on every database, and says where they disagree.
.DESCRIPTION
Gatekeeper: is the SDK here, is the command built of what is here now? Then `matrix` takes over. Everything else is in eng/Cli.
The options of 'run' are parameters. eng/run.ps1 --help lists the commands, and eng/run.ps1 plan --help the options of one.
.EXAMPLE
eng/run.ps1 -Backend sqlite,postgres -Filter TextComparison
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
$bin = Join-Path $root 'artifacts/bin/Matrix.Cli/release'
$built = Join-Path $bin '.built'
$program = Join-Path $bin 'matrix.dll'

function Stop-Run([string] $message) {
    $Host.UI.WriteErrorLine("eng/run.ps1: $message")
    exit 2
}

# A folder is newer than the mark when a file in it was added or removed.
function Test-Stale {
    if (-not (Test-Path $built) -or -not (Test-Path $program)) { return $true }
    $mark = [IO.File]::GetLastWriteTimeUtc($built)
    $inputs = @((Join-Path $root 'global.json')) + [IO.Directory]::GetFiles($root, '*.props') + [IO.Directory]::GetFiles($root, '*.targets')
    $inputs += @(Join-Path $root 'eng/Directory.Build.props') + [IO.Directory]::GetFiles((Join-Path $root 'eng'), 'ReadyToRun*')
    foreach ($folder in 'eng/Cli', 'eng/Harness', 'eng/Harness.Containers', 'eng/Harness.MySql', 'eng/Harness.Postgres') {
        $path = Join-Path $root $folder
        $inputs += @($path) + [IO.Directory]::GetFileSystemEntries($path, '*', [IO.SearchOption]::AllDirectories)
    }
    foreach ($entry in $inputs) {
        if ([IO.File]::GetLastWriteTimeUtc($entry) -gt $mark) { return $true }
    }
    return $false
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-Run "there is no 'dotnet' on the PATH. Matrix needs the .NET 10 SDK: https://dot.net/download"
}

# One build at a time: two replace each other's files.
function Enter-Build {
    [void][IO.Directory]::CreateDirectory($bin)
    for ($attempt = 0; $attempt -lt 3000; $attempt++) {
        try { return [IO.File]::Open((Join-Path $bin '.building.lock'), 'OpenOrCreate', 'ReadWrite', 'None') }
        catch [IO.IOException] {
            if ($attempt -eq 0) { $Host.UI.WriteErrorLine('eng/run.ps1: another run is building the matrix command. This one waits for it.') }
            [Threading.Thread]::Sleep(200)
        }
    }
    Stop-Run 'another run has been building the matrix command for ten minutes. End that one, then run again.'
}

$building = $null
if (Test-Stale) { $building = Enter-Build }
if (Test-Stale) {
    # global.json is looked for from the current folder.
    Push-Location $root
    try {
        $null = & dotnet --version
        if ($LASTEXITCODE -ne 0) { Stop-Run 'this SDK is too old for global.json. Matrix needs the .NET 10 SDK: https://dot.net/download' }
        $began = [DateTime]::UtcNow
        # Precompiled, as Release is. Its analysers and warnings are for who works on it, and `dotnet build` has them.
        $said = & dotnet build 'eng/Cli/Matrix.Cli.csproj' --configuration Release --nologo --verbosity quiet -tl:off '-p:RunAnalyzers=false' '-p:TreatWarningsAsErrors=false'
        if ($LASTEXITCODE -ne 0) {
            foreach ($line in $said) { $Host.UI.WriteErrorLine($line) }
            Stop-Run 'the matrix command in eng/Cli does not build. Mend what is said above, then run again.'
        }
        [IO.File]::WriteAllText($built, '')
        [IO.File]::SetLastWriteTimeUtc($built, $began)
    }
    finally {
        Pop-Location
        if ($building) { $building.Dispose() }
    }
}
if ($building) { $building.Dispose() }

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
try { & dotnet $program @handedOn }
finally { $env:MATRIX_SHELL = $before }
exit $LASTEXITCODE
