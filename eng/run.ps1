<#
.SYNOPSIS
Runs the shared behaviours on every database, and says where they disagree.
.DESCRIPTION
Gatekeeper: is the SDK here, is the command built of what is here now? Then `matrix` takes over. Everything else is in eng/Cli.
It gets what was typed: -Backend sqlite is --backend sqlite, and what is wrong with it `matrix` says.
.EXAMPLE
eng/run.ps1 -Backend sqlite,postgres -Filter TextComparison
#>
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

# -Filter A,B is a list: each of it gets the option.
$arguments = @()
foreach ($one in $args) {
    if ($one -isnot [array]) { $arguments += "$one"; continue }
    $option = $arguments[-1]
    for ($i = 0; $i -lt $one.Count; $i++) {
        if ($i -gt 0) { $arguments += $option }
        $arguments += "$($one[$i])"
    }
}
& dotnet $program @arguments
exit $LASTEXITCODE
