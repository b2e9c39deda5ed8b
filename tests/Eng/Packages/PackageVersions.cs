using System.Xml.Linq;

namespace Matrix.Tests.Eng.Packages;

/// <summary>A version that a file of central versions gives.</summary>
/// <param name="Id">The package.</param>
/// <param name="Version">Its version.</param>
/// <param name="OnEf9">Whether it is meant for Entity Framework Core 9 alone.</param>
internal sealed record PackageVersions(string Id, string Version, bool OnEf9)
{
    public static IReadOnlyList<PackageVersions> In(string file) =>
    [
        .. from element in XDocument.Load(file).Descendants("PackageVersion")
           select new PackageVersions(element.Attribute("Include")!.Value, element.Attribute("Version")!.Value,
               element.Attribute("Condition")?.Value.Contains("== '9'", StringComparison.Ordinal) == true),
    ];
}
