using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace Matrix.Tests.Model;

/// <summary>Names tables and columns so that SQL written by hand needs no quotes on any engine.</summary>
internal static partial class SnakeCase
{
    public static ModelBuilder UseSnakeCase(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Of(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Of(property.Name));
        }

        return model;
    }

    private static string Of(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
