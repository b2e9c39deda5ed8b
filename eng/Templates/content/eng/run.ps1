<#
.SYNOPSIS
Runs the behaviours on every database, and says where they disagree.
.DESCRIPTION
Gatekeeper: is the SDK here, and the matrix command of the version that eng/Matrix.Packages.props names? Then that takes over.
It gets what was typed: -Backend sqlite is --backend sqlite.
.EXAMPLE
eng/run.ps1 -Backend sqlite,postgres -Filter Customers
#>
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
& $program @arguments
exit $LASTEXITCODE
